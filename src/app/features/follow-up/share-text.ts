/** WhatsApp's own address of a conversation; the app on the tablet opens it without a network. */
export const whatsAppLink = (phone: string, text: string): string => `https://wa.me/${phone.replace(/\D/g, '')}?text=${encodeURIComponent(text)}`

export const canShare = (): boolean => typeof navigator.share === 'function'

/**
 * Hands a text to the share sheet, or where there is none opens the conversation in WhatsApp. Whether it was then really sent
 * the tablet cannot know; closing the sheet is known, and is 'cancelled'.
 */
export async function shareText(text: string, phone: string): Promise<'shared' | 'cancelled'> {
  if (!canShare()) return openChat(phone, text)
  try {
    await navigator.share({ text })
    return 'shared'
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? 'cancelled' : openChat(phone, text)
  }
}

export function openChat(phone: string, text: string): 'shared' {
  const link = document.createElement('a')
  link.href = whatsAppLink(phone, text)
  link.target = '_blank'
  link.rel = 'noopener noreferrer'
  link.click()
  return 'shared'
}
