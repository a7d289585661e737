/** Reading codes from a picture: Chromium on Android has it, the types of the standard library do not yet. */
interface Detector { detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]> }
interface DetectorClass {
  new(options: { formats: readonly string[] }): Detector
  getSupportedFormats(): Promise<readonly string[]>
}
const WANTED = ['data_matrix', 'code_128', 'ean_13', 'ean_8', 'upc_a', 'itf', 'qr_code']
const detectorClass = (): DetectorClass | undefined => (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector

/** Whether this tablet can read codes with its camera. */
export const hasDetector = (): boolean => detectorClass() !== undefined && !!globalThis.navigator?.mediaDevices

/** Reads codes until `signal` ends it; each text once in a row. Rejects where there is no camera or no leave to use it. */
export async function filmCodes(video: HTMLVideoElement, signal: AbortSignal, onCode: (text: string) => void): Promise<void> {
  const Detector = detectorClass()
  if (!Detector) return
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
  const stop = (): void => { for (const track of stream.getTracks()) track.stop() }
  if (signal.aborted) return stop()
  signal.addEventListener('abort', stop)
  video.srcObject = stream
  await video.play()
  const known = await Detector.getSupportedFormats()
  const detector = new Detector({ formats: WANTED.filter(format => known.includes(format)) })
  const look = async (): Promise<void> => {
    if (signal.aborted) return
    const [code] = await detector.detect(video).catch(() => [])
    if (code && !signal.aborted) onCode(code.rawValue)
    else if (!signal.aborted) requestAnimationFrame(() => void look())
  }
  await look()
}
