import { ref } from 'vue'

/** Why the app could not start: its own files could not be had, or the tablet's memory could not be opened. Set by start.ts. */
export const startFailed = ref<'not-fetched' | 'storage' | null>(null)
