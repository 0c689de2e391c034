import { useId } from 'preact/hooks';
import { SearchIcon } from '../icons.tsx';

export interface SearchFieldProps {
  readonly query: string;
  readonly onQuery: (query: string) => void;
}

export function SearchField({ query, onQuery }: SearchFieldProps) {
  const hintId = useId();
  return (
    <form
      class="search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <label for="search" class="visually-hidden">
        Search your notes
      </label>
      <SearchIcon />
      <input
        id="search"
        type="search"
        placeholder="Search"
        autocomplete="off"
        aria-describedby={hintId}
        value={query}
        onInput={(event) => onQuery(event.currentTarget.value)}
      />
      <span id={hintId} class="visually-hidden">
        Searches the notes that are loaded on this device.
      </span>
    </form>
  );
}
