import type { Component } from 'vue'
import { BookOpen, ClipboardList, ClipboardPlus, FileSpreadsheet, Flame, History, PackageMinus, PackageOpen, PackagePlus, Settings2, ShoppingCart, Store, Tag, Truck } from '@lucide/vue'
import type { Waiting } from './repository.ts'

type RoomWord =
  | 'dispense' | 'receipt' | 'roomDeliveries' | 'roomCounts' | 'roomHandovers' | 'roomPurchases' | 'roomOrders' | 'roomSuppliers' | 'roomPrices' | 'roomShipments' | 'roomWriteOffs'
  | 'roomLplpo' | 'roomRollup' | 'roomCatalogue' | 'roomProposals' | 'roomSetting'

/** A way to a part of the medicine room. */
export interface RoomEntry {
  readonly name: string
  readonly word: RoomWord
  readonly icon: Component
  /** Work that waits there, as a figure on the way in. */
  readonly waiting?: keyof Waiting
}

/** What is done every day. */
export const DAILY: readonly RoomEntry[] = [
  { name: 'medicine-dispense', word: 'dispense', icon: PackageMinus },
  { name: 'medicine-receipt', word: 'receipt', icon: PackagePlus },
  { name: 'deliveries', word: 'roomDeliveries', icon: Truck, waiting: 'deliveries' },
  { name: 'counts', word: 'roomCounts', icon: ClipboardList, waiting: 'counts' },
]

/** What is done now and then, in the order of a drug's way. */
export const OTHERS: readonly RoomEntry[] = [
  { name: 'handovers', word: 'roomHandovers', icon: History },
  { name: 'goods-receipts', word: 'roomPurchases', icon: ShoppingCart },
  { name: 'orders', word: 'roomOrders', icon: ClipboardPlus },
  { name: 'suppliers', word: 'roomSuppliers', icon: Store },
  { name: 'prices', word: 'roomPrices', icon: Tag },
  { name: 'shipments', word: 'roomShipments', icon: PackageOpen },
  { name: 'write-offs', word: 'roomWriteOffs', icon: Flame },
  { name: 'lplpo-list', word: 'roomLplpo', icon: FileSpreadsheet },
  { name: 'lplpo-rollup', word: 'roomRollup', icon: FileSpreadsheet },
  { name: 'catalogue', word: 'roomCatalogue', icon: BookOpen },
  { name: 'proposals', word: 'roomProposals', icon: ClipboardPlus },
  { name: 'pharmacy-setting', word: 'roomSetting', icon: Settings2 },
]
