import { ref } from 'vue'

/** Set by main.ts when the tablet's memory could not be opened. */
export const startFailed = ref(false)
