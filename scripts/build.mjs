/** `npm run build`: the app into dist, the server and its programs into dist-server. */
import { build } from './lib/build.mjs'

build()
