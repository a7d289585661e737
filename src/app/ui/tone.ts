import type { Component } from 'vue'
import { CircleAlert, CircleCheck, Info, TriangleAlert } from '@lucide/vue'

/** How much something needs a person. Red and amber only for what does; never by colour alone, a word or icon goes with it. */
export type Tone = 'good' | 'warn' | 'bad' | 'plain' | 'info'

export const TONE_GROUND: Record<Tone, string> = {
  good: 'bg-good-ground text-good', warn: 'bg-warn-ground text-warn', bad: 'bg-bad-ground text-bad', info: 'bg-info-ground text-info', plain: 'bg-plain-ground text-ink',
}
export const TONE_EDGE: Record<Tone, string> = {
  good: 'border-brand-300', warn: 'border-[#d9a63a]', bad: 'border-[#d98880]', info: 'border-[#8fb3e3]', plain: 'border-line',
}
export const TONE_ICON: Record<Tone, Component> = { good: CircleCheck, warn: TriangleAlert, bad: CircleAlert, info: Info, plain: Info }
