import { slowHashInThread } from './argon2.ts'

export interface SlowHashRequest { readonly password: string; readonly salt: Uint8Array<ArrayBuffer> }

self.onmessage = (event: MessageEvent<SlowHashRequest>) => {
  void slowHashInThread(event.data.password, event.data.salt).then(key => self.postMessage(key))
}
