import type { Clock, GetNote, NoteRepository, RevisionSource } from '@notes/domain';
import { Container, ContainerModule } from 'inversify';
import {
  CLOCK,
  CREATE_NOTE,
  DELETE_NOTE,
  GET_NOTE,
  LIST_NOTES,
  NOTE_REPOSITORY,
  REPLACE_NOTE,
  REVISION_SOURCE,
} from './identifiers.ts';
import { useCasesModule } from './use-cases-module.ts';

const useCases = [CREATE_NOTE, GET_NOTE, LIST_NOTES, REPLACE_NOTE, DELETE_NOTE];

function container(...modules: ContainerModule[]): Container {
  const made = new Container({ defaultScope: 'Singleton' });
  made.load(useCasesModule, ...modules);
  return made;
}

describe('useCasesModule', () => {
  it('builds every use case from the bound ports', async () => {
    const get = jest.fn(async () => undefined);
    const ports = container(
      new ContainerModule(({ bind }) => {
        bind(NOTE_REPOSITORY).toConstantValue({ get } as Partial<NoteRepository> as NoteRepository);
        bind(CLOCK).toConstantValue({ now: () => 0 } satisfies Clock);
        bind(REVISION_SOURCE).toConstantValue({} as RevisionSource);
      }),
    );
    for (const identifier of useCases) expect(typeof ports.get<unknown>(identifier)).toBe('function');
    await expect(ports.get(GET_NOTE)('ada' as never, 'note1')).rejects.toMatchObject({
      code: 'note-not-found',
    });
    expect(get).toHaveBeenCalledWith('ada', 'note1');
  });

  it.each(useCases)('cannot build %p without its ports', (identifier) => {
    expect(() => container().get<unknown>(identifier)).toThrow(/No bindings found/);
  });

  it('does not compile with two dependencies swapped', () => {
    const swapped = new ContainerModule(({ bind }) => {
      const factory = (notes: NoteRepository, clock: Clock): GetNote => {
        throw new Error(`${typeof notes} ${typeof clock}`);
      };
      // @ts-expect-error the clock is given where the repository is expected
      bind(GET_NOTE).toResolvedValue(factory, [CLOCK, NOTE_REPOSITORY]);
    });
    // The compiler's complaint is the check, and `npm run typecheck` fails without it.
    expect(swapped).toBeInstanceOf(ContainerModule);
  });
});
