import { REGIONS, regionByCode } from '#seeds/regions.ts'
import type { ComboOption } from '#app/ui/combo-filter.ts'

/** The kelurahan of the city by code, since names repeat: the list shows the kecamatan beside each. */
export function kelurahanOptions(kecamatan: (name: string) => string): ComboOption[] {
  return REGIONS.filter(region => region.level === 'kelurahan').map(({ code, name, parent }) => ({ value: code, label: name, detail: kecamatan(regionByCode.get(parent ?? '')?.name ?? '') }))
}

/** The name of a kelurahan in the list, or null. */
export const kelurahanName = (code: string): string | null => {
  const region = regionByCode.get(code)
  return region?.level === 'kelurahan' ? region.name : null
}
