/**
 * A text that a spreadsheet would take for a formula gets a quote in front (OWASP, "CSV injection"): =, +, -, @, their
 * full-width forms, tab and line ends. A text that already looks guarded gets one more, so that reading takes exactly one off.
 */
const LIKE_FORMULA = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/

export const guardFormula = (text: string): string => (LIKE_FORMULA.test(text) ? `'${text}` : text)

/** What was written before the guard. */
export const unguardFormula = (text: string): string => (text.startsWith("'") && LIKE_FORMULA.test(text) ? text.slice(1) : text)
