import { notFound, unstable_rethrow } from "next/navigation";
import { runtime } from "@/lib/platform/runtime";
import { isServiceError } from "@/lib/services/service-error";

/** What a page shows, or the 404 page for what isn't there or isn't the person's: the same answer. */
export const found = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    if (isServiceError(error) && error.code === "not-found") notFound();
    throw error;
  }
};

/** A part of a page that the rest can do without: null when it can't be loaded. */
export const orNull = async <T>(work: Promise<T>): Promise<T | null> => {
  try {
    return await work;
  } catch (error) {
    unstable_rethrow(error);
    runtime().log.warn({ err: error }, "a part of a page couldn't be loaded");
    return null;
  }
};
