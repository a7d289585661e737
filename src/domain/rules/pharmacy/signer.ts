import type { RuleBreak } from '../../core/record.ts'

/** Who signs a paper is who writes it: a name is never put under somebody else's work. */
export const signerBreaks = (by: string, actor: string, field: string, rule = 'signer'): RuleBreak[] => (by === actor ? [] : [{ rule, field }])
