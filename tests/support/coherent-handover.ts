import type { JsonObject } from '#domain/core/json.ts'
import type { HandoverData } from '#domain/records/handover.ts'

/** Random lines as a hand-over that adds up: quantities, batches, prices, payment and taker agree with each other. */
export function coherentHandover(random: JsonObject): JsonObject {
  const data = random as unknown as HandoverData
  const isSold = data.source === 'koperasi'
  const within = (value: number, most: number): number => (Math.abs(value) % most) + 1
  const lines = data.lines.map((line, index) => {
    const batches = line.batches.map(part => {
      const { fund, ...kept } = part
      return { ...kept, quantity: within(part.quantity, 500), ...(fund === undefined || isSold ? {} : { fund }) }
    })
    const quantity = batches.reduce((sum, part) => sum + part.quantity, 0)
    const unitPrice = isSold ? within(line.unitPrice, 100_000) : 0
    return { ...line, drugId: `obat-${index}`, batches, quantity, unitPrice, amount: quantity * unitPrice }
  })
  const total = lines.reduce((sum, line) => sum + line.amount, 0)
  const method = isSold ? (data.payment.method === 'transfer' ? 'transfer' : 'tunai') : 'gratis'
  const change = method === 'tunai' ? within(data.payment.change, 100_000) : 0
  const { kind, id, member } = data.taker
  const taker = kind === 'umum' ? { ...data.taker, id: null, member: null }
    : kind === 'anggota' ? { ...data.taker, id: id ?? 'anggota-1', member: { number: member?.number ?? '', id: id ?? 'anggota-1' } } : data.taker
  const prescription = data.prescription && { ...data.prescription, on: data.on }
  const coherent: HandoverData = {
    ...data, lines, total, taker, prescription, visitId: prescription ? data.visitId : (data.visitId ?? 'kunjungan-1'),
    payment: { ...data.payment, method, paid: total + change, change }, reverses: null, by: 'nobody',
  }
  return coherent as unknown as JsonObject
}
