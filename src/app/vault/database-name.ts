/** The one IndexedDB of the tablet. */
export const DATABASE_NAME = 'kkd'
