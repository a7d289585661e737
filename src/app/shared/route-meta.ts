import type { Component } from 'vue'
import type { Role } from '#domain/core/roles.ts'
import type { Kind } from '#domain/records/index.ts'
import type { AppContext } from '../context.ts'
import type { NavigationWord } from '../locales/navigation.ts'

/** A place on the rail; `order` as in Beranda 0, Anggota 10, Pelayanan 20, Obat 30, Koperasi 40, Program 50, Pengawasan 60, Laporan 70, Pengaturan 90. */
export interface NavEntry { readonly words: NavigationWord; readonly icon: Component; readonly order: number }

declare module 'vue-router' {
  interface RouteMeta {
    nav?: NavEntry
    /** Any of these roles may open the page; none named: everybody who is signed in. */
    roles?: readonly Role[]
    /** Whose kept lists the page shows first: they are read while the frame around it is being drawn. */
    lists?: (app: Pick<AppContext, 'homeStream'>) => readonly Kind[]
    /** A page in front of the lock. */
    outside?: true
  }
}
