/** Where every "now" comes from, so that tests can move it over a month's end. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };
