type Build = { file: string; result: string; hash(): string };
export declare const builds: { pages: Build; server: Build };
export declare const isFresh: (build: Build) => boolean;
