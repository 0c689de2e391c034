import { SHORTCUTS } from '../../app/shortcuts.ts';
import { Modal } from '../modal.tsx';

export interface HelpDialogProps {
  readonly singleKeys: boolean;
  readonly onSingleKeys: (on: boolean) => void;
  readonly onClose: () => void;
}

/** The keys, and the switch for those that need no modifier. */
export function HelpDialog({ singleKeys, onSingleKeys, onClose }: HelpDialogProps) {
  return (
    <Modal title="Keyboard shortcuts" onClose={onClose}>
      <table class="keys">
        <thead>
          <tr>
            <th scope="col">To</th>
            <th scope="col">Press</th>
            <th scope="col">While typing</th>
          </tr>
        </thead>
        <tbody>
          {SHORTCUTS.map(({ action, label, key, anywhere }) => (
            <tr key={action}>
              <th scope="row">{label}</th>
              <td>
                <kbd>{key}</kbd>
              </td>
              <td>
                <kbd>{anywhere}</kbd>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <label class="check">
        <input
          type="checkbox"
          checked={singleKeys}
          onChange={(event) => onSingleKeys(event.currentTarget.checked)}
        />
        Use single keys
      </label>
    </Modal>
  );
}
