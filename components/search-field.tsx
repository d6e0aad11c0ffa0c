import { ListFilter } from "lucide-react";
import { Input } from "./ui/input";

type SearchFieldProps = {
  /** The query parameter. */
  name: string;
  label: string;
  value: string | undefined;
  /** Further parameters that stay. */
  keep?: Record<string, string>;
};

/** A filter that lives in the address: Enter searches, and a link to it shows the same. */
export function SearchField({ name, label, value = "", keep = {} }: SearchFieldProps) {
  return (
    <form className="w-full md:w-[260px]">
      {Object.entries(keep).map(([key, kept]) => (
        <input key={key} type="hidden" name={key} value={kept} />
      ))}
      <Input
        key={value}
        dense
        type="search"
        name={name}
        defaultValue={value}
        icon={<ListFilter aria-hidden />}
        aria-label={label}
        placeholder={label}
      />
    </form>
  );
}
