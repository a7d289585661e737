import { defineWords } from '../../locales/catalogue.ts'
import { useWords } from '../../locales/use-words.ts'
import { formatNumber } from '../format.ts'
import type { BatchesChanged, BatchLineProblem } from './batch-lines.ts'

/** What the lines say that take from batches of the shelf. */
export const batchWords = defineWords(
  {
    line: 'Obat ke-{n}', remove: 'Hapus', removeLine: 'Hapus obat ke-{n}', add: 'Tambah obat',
    drug: 'Obat', drugPlaceholder: 'Ketik nama obat', batch: 'Nomor batch', quantity: 'Jumlah', available: 'Stok tersedia {n}', takeAll: 'Semua', takeAllOf: 'Ambil semua obat ke-{n}',
    option: '{batch} · ED {day} · {n} · {source}', optionExpired: '{text} · kedaluwarsa', optionHeld: '{text} · ditahan',
    expired: 'Sudah kedaluwarsa', held: 'Sedang ditahan', none: 'Tidak ada batch yang dapat dipilih.',
    errDrug: 'Pilih obatnya.', errBatch: 'Pilih batch yang diambil.', errBatchGone: 'Batch ini sudah tidak ada di rak. Pilih batch lain.',
    errQuantity: 'Isi jumlah: angka bulat lebih dari nol.', errTooMuch: 'Batch ini tinggal {left}.', errSameBatch: 'Batch ini sudah ada pada obat ke-{n}. Jadikan satu.',
    errChanged: 'Stok obat ke-{n} berubah sewaktu Anda mengisi: batch itu kini tinggal {left}. Periksa lagi jumlahnya.',
  },
  {
    line: 'Medicine {n}', remove: 'Remove', removeLine: 'Remove medicine {n}', add: 'Add medicine',
    drug: 'Medicine', drugPlaceholder: 'Type the name of the medicine', batch: 'Batch number', quantity: 'Quantity', available: '{n} in stock', takeAll: 'All', takeAllOf: 'Take all of medicine {n}',
    option: '{batch} · expires {day} · {n} · {source}', optionExpired: '{text} · expired', optionHeld: '{text} · put aside',
    expired: 'Expired', held: 'Put aside', none: 'There is no batch to choose.',
    errDrug: 'Choose the medicine.', errBatch: 'Choose the batch to take.', errBatchGone: 'This batch is no longer on the shelf. Choose another one.',
    errQuantity: 'Enter the quantity: a whole number above zero.', errTooMuch: 'Only {left} of this batch are left.', errSameBatch: 'Medicine {n} already takes this batch. Make them one line.',
    errChanged: 'The stock of medicine {n} changed while you were typing: {left} of that batch are left. Check the quantity.',
  },
)
const t = useWords(batchWords)

export function batchProblemText({ word, params }: BatchLineProblem): string {
  const left = params?.['left']
  const shown = { ...params, ...(typeof left === 'number' ? { left: formatNumber(left) } : {}) }
  return (t as unknown as (key: BatchLineProblem['word'], with_: Readonly<Record<string, string | number>>) => string)(word, shown)
}

/** The sentence for a shelf that changed between choosing and saving. */
export const batchesChangedText = (changed: BatchesChanged): string => t('errChanged', { n: changed.line + 1, left: formatNumber(changed.left) })
