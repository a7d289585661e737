import { onScopeDispose, ref, type Ref } from 'vue'

/** The same question as the `wide` variant of style.css: rail and tables, or bar and cards. */
const WIDE = '(min-width: 1024px), ((min-width: 640px) and (min-aspect-ratio: 1/1))'

export function useWide(): Ref<boolean> {
  const media = window.matchMedia(WIDE)
  const wide = ref(media.matches)
  const follow = (): void => { wide.value = media.matches }
  media.addEventListener('change', follow)
  onScopeDispose(() => media.removeEventListener('change', follow))
  return wide
}
