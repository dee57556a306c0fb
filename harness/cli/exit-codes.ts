/** What the process ends with; `git bisect run` takes 125 as "cannot tell". */
export const EXIT = { clean: 0, leak: 1, inconclusive: 2, usage: 64, broken: 70, skip: 125 } as const;
