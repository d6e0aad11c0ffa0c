/** Writes what arrives in groups: `add` resolves once the item's group is written. */
export type GroupCommit<Item> = {
  /** @throws what the write of this item's group, or of this item alone, threw, or why it left the item out */
  add(item: Item): Promise<void>;
  /** Resolves when nothing is waiting. */
  drain(): Promise<void>;
};

type Waiting<Item> = { item: Item; resolve: () => void; reject: (error: unknown) => void };

/** SQLSTATE classes that blame the data or the moment (deadlock), not the connection. @see PostgreSQL's appendix A */
export const blamesData = (error: unknown): boolean =>
  /^(?:22|23|40)/.test(String((error as { code?: unknown }).code));

/**
 * Whatever arrives while a group is being written forms the next group: no timer, no added wait. When the
 * data of a group is refused its items are written one by one, so that one bad item fails alone.
 * @param write resolves to the items that it left out, and why
 */
export const groupCommit = <Item>(
  write: (items: Item[]) => Promise<ReadonlyMap<Item, Error>>,
  itemsMax: number,
): GroupCommit<Item> => {
  let queue: Waiting<Item>[] = [];
  let running: Promise<void> | null = null;

  const writeGroup = async (group: Waiting<Item>[]): Promise<void> => {
    try {
      const left = await write(group.map(({ item }) => item));
      for (const { item, resolve, reject } of group) {
        const why = left.get(item);
        if (why) reject(why);
        else resolve();
      }
    } catch (error) {
      if (group.length === 1 || !blamesData(error)) for (const { reject } of group) reject(error);
      else for (const waiting of group) await writeGroup([waiting]);
    }
  };
  const run = async (): Promise<void> => {
    while (queue.length > 0) {
      const group = queue.slice(0, itemsMax);
      queue = queue.slice(itemsMax);
      await writeGroup(group);
    }
    running = null;
  };

  return {
    add: (item) =>
      new Promise<void>((resolve, reject) => {
        queue.push({ item, resolve, reject });
        running ??= Promise.resolve().then(run);
      }),
    drain: () => running ?? Promise.resolve(),
  };
};
