import { readSheet } from './read-sheet.ts'

/** Reads a sheet beside the page: unfolding 5,000 rows of .xlsx takes longer than a screen may stand still. */
self.addEventListener('message', (event: MessageEvent<File>) => {
  void readSheet(event.data).then(read => self.postMessage(read))
})
