import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { defineComponent, h, type Component } from 'vue'
import { createMemoryHistory, createRouter, RouterView, type Router, type RouteRecordRaw } from 'vue-router'
import { appContextKey } from '#app/context.ts'
import { keepAllForms } from '#app/shared/form-keeper.ts'
import type { Desk } from './desk.ts'

/** A page on the screen of a desk, reached by its own routes. */
export interface Shown { readonly screen: VueWrapper; readonly router: Router }

const Nothing: Component = defineComponent({ render: () => h('div') })

/** Pages of other features, by name: a feature's own test does not load them. */
export const elsewhere = (...names: readonly string[]): RouteRecordRaw[] => names.map(name => ({ path: `/lain/${name}/:id?`, name, component: Nothing }))

/** Opens `path` with a feature's own routes; every other name of the app leads to an empty page. */
export async function show(desk: Desk, routes: readonly RouteRecordRaw[], path: string): Promise<Shown> {
  // A page that was closed just before may still be keeping what was typed; nobody opens the next one within the same milliseconds.
  await keepAllForms()
  const router = createRouter({ history: createMemoryHistory(), routes: [...routes, { path: '/:rest(.*)*', name: 'elsewhere', component: Nothing }] })
  await router.push(path)
  const screen = mount(defineComponent({ render: () => h(RouterView) }), { attachTo: document.body, global: { plugins: [router], provide: { [appContextKey as symbol]: desk.app } } })
  await settle()
  return { screen, router }
}

const PATIENCE_MS = 20_000

/** Until the store has answered and the screen has followed; without a condition, a few turns of the event loop. */
export async function settle(isDone?: () => boolean): Promise<void> {
  const until = performance.now() + PATIENCE_MS
  for (let round = 0; isDone ? performance.now() < until : round < 20; round += 1) {
    await flushPromises()
    await new Promise(resolve => setImmediate(resolve))
    if (isDone?.()) return
  }
  if (isDone) throw new Error(`the screen did not come to what was waited for, it says: ${words()}`)
}

/** The input of a field by its label, as a person finds it. */
export function field(screen: VueWrapper, label: string): HTMLInputElement {
  const input = inputOf(screen, label)
  if (!input) throw new Error(`no field “${label}”`)
  return input
}

function inputOf(screen: VueWrapper, label: string): HTMLInputElement | null {
  const found = [...screen.element.ownerDocument.querySelectorAll('label')].find(element => element.textContent?.replace('*', '').trim().startsWith(label))
  return (found?.htmlFor ? document.getElementById(found.htmlFor) : found?.querySelector('input')) as HTMLInputElement | null ?? null
}

export async function type(screen: VueWrapper, label: string, text: string): Promise<void> {
  await settle(() => inputOf(screen, label) !== null)
  await ageOfAMillisecond()
  const input = field(screen, label)
  input.value = text
  input.dispatchEvent(new Event('input', { bubbles: true }))
  await settle()
}

/** What happens within the millisecond in which something was drawn counts as older than it, and is passed over. */
async function ageOfAMillisecond(): Promise<void> {
  const drawn = Date.now()
  await settle(() => Date.now() > drawn)
}

export async function press(label: string): Promise<void> {
  const buttonOf = (): HTMLElement | undefined => [...document.querySelectorAll<HTMLElement>('button, a')].find(element => (element.getAttribute('aria-label') ?? element.textContent ?? '').trim() === label)
  // A busy machine draws later; what is never drawn fails with what the screen says instead.
  await settle(() => buttonOf() !== undefined)
  await ageOfAMillisecond()
  const found = buttonOf()
  if (!found) throw new Error(`no button “${label}”`)
  if (found.getAttribute('type') === 'submit') found.closest('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
  else found.click()
  await settle()
}

export const words = (): string => (document.body.textContent ?? '').replace(/\s+/g, ' ')
