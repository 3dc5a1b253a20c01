/** Why what an operator asked for is not done, in a sentence for them. */
export class Refusal extends Error {}
