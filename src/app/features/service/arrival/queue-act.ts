/** What a person of the queue can be done for; `pergi` and `batal` are the ways of leaving it unseen. */
export type QueueAct = 'serve' | 'priority' | 'pergi' | 'batal' | 'back' | 'seen'
