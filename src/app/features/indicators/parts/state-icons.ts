import { CircleCheck, Info, Minus, TriangleAlert } from '@lucide/vue'

/** The icon of each state: never by colour alone. */
export const STATE_ICONS = { 'passes': CircleCheck, 'fails': TriangleAlert, 'watch': TriangleAlert, 'reasoned': Info, 'plain': undefined, 'no-case': Minus } as const
