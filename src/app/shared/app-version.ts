import { version } from '../../../package.json'

/** The version of this build, as it stands in package.json. */
export const APP_VERSION: string = version
