import { soundAlike, soundsOf } from '#domain/rules/clinic/name-sound.ts'

interface Line { readonly id: string; readonly name: string; readonly nik: string; readonly bornOn: string; readonly state: string }

/**
 * Lines of members and applicants that may be one person written down twice: the same NIK, or the same birth date and a name that
 * sounds alike. Whoever left is no double of himself come back (BR-06). Only those born on one day are compared, so that
 * 5,000 lines cost a few thousand comparisons.
 */
export function markDoubles(lines: readonly Line[]): ReadonlySet<string> {
  const found = new Set<string>()
  const here = lines.filter(line => line.state === 'aktif' || line.state === 'calon')
  for (const group of grouped(here, line => line.nik)) for (const line of group) found.add(line.id)
  for (const group of grouped(here, line => line.bornOn)) {
    const sounds = group.map(line => ({ id: line.id, own: soundsOf(line.name) }))
    for (const [index, one] of sounds.entries()) {
      for (const other of sounds.slice(index + 1)) {
        if (!soundAlike(one.own, other.own)) continue
        found.add(one.id)
        found.add(other.id)
      }
    }
  }
  return found
}

/** Groups of two and more. */
function grouped(lines: readonly Line[], keyOf: (line: Line) => string): Line[][] {
  const groups = new Map<string, Line[]>()
  for (const line of lines) {
    const group = groups.get(keyOf(line))
    if (group) group.push(line)
    else groups.set(keyOf(line), [line])
  }
  return [...groups.values()].filter(group => group.length > 1)
}
