import { keptLanguage } from '../shared/kept-language.ts'
import { notFetchedWords } from './not-fetched-words.ts'
import { tryAgain } from './try-again.ts'

/** Says so where not even the framework could be fetched; in the look of StartScreen. */
export function sayNotFetched(): void {
  const words = notFetchedWords[keptLanguage()]
  const element = (tag: string, className: string, ...inner: (Node | string)[]): HTMLElement => {
    const made = document.createElement(tag)
    made.className = className
    made.append(...inner)
    return made
  }
  const text = element('p', 'mt-0.5 text-ink', words.text)
  const again = element('button', 'mt-2 inline-flex min-h-12 items-center rounded-[0.625rem] bg-brand-700 px-4 py-2 font-semibold text-white hover:bg-brand-800', words.again)
  again.setAttribute('type', 'button')
  again.addEventListener('click', async () => {
    if (!(await tryAgain())) text.textContent = words.still
  })
  const box = element('div', 'rounded-xl border border-[#d98880] bg-bad-ground px-4 py-3 text-left text-bad', element('h1', 'font-bold', words.title), text, again)
  box.setAttribute('role', 'alert')
  document.body.replaceChildren(element('main', 'mx-auto grid min-h-dvh max-w-lg place-content-center p-6', box))
}
