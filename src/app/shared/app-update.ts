import { readonly, ref, watch } from 'vue'
import { Workbox } from 'workbox-window'
import { isAnyFormDirty } from './dirty-forms.ts'

const offlineReady = ref(false)
const updateReady = ref(false)
const reloadDue = ref(false)
/** True when this page would open again without a network. */
const heldOffline = ref(false)
let worker: Workbox | null = null

/** Registers the service worker and follows its life. Nothing is reloaded while a form holds something unsaved. */
export async function followAppVersion(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  heldOffline.value = navigator.serviceWorker.controller !== null
  worker = new Workbox('/service-worker.js')
  // The first visit is not held by a worker yet: only an activated one makes the app ready to be used offline.
  worker.addEventListener('activated', event => {
    heldOffline.value = true
    if (!event.isUpdate) offlineReady.value = true
  })
  worker.addEventListener('waiting', () => { updateReady.value = true })
  // Another tab may have accepted the update: then this one has to follow, as soon as nothing would be lost.
  worker.addEventListener('controlling', event => { if (event.isUpdate) reloadDue.value = true })
  watch([reloadDue, isAnyFormDirty], ([due, dirty]) => { if (due && !dirty) window.location.reload() })
  try {
    await worker.register()
    setInterval(() => void worker?.update().catch(() => undefined), 60 * 60_000)
  } catch {
    // Without a worker the app works while the server answers; the settings page says so.
    worker = null
  }
}

export function useAppUpdate() {
  return {
    offlineReady: readonly(offlineReady),
    updateReady: readonly(updateReady),
    heldOffline: readonly(heldOffline),
    /** A new version is active in another tab, and a form of this one is still unsaved. */
    reloadDue: readonly(reloadDue),
    /** Changes to the new version; the page reloads once no form is dirty. */
    apply(): void {
      if (worker && updateReady.value) worker.messageSkipWaiting()
      else window.location.reload()
    },
    dismissOfflineReady(): void { offlineReady.value = false },
  }
}
