import { defineWords } from '../../locales/catalogue.ts'

export const cameraWords = defineWords(
  {
    camera: 'Pindai dengan kamera', cameraText: 'Arahkan kamera ke kodenya sampai terbaca.',
    cameraFailed: 'Kamera tidak dapat dipakai. Izinkan kamera untuk aplikasi ini, atau ketik angkanya.',
  },
  {
    camera: 'Scan with the camera', cameraText: 'Point the camera at the code until it is read.',
    cameraFailed: 'The camera cannot be used. Allow it for this app, or type the digits.',
  },
)
