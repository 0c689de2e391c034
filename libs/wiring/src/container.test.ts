import * as inversify from 'inversify';
import * as standIn from './container.ts';

// What both have, as the stand-in has it: inversify's own types ask for more of a container than a composition root does.
const containers: readonly [string, typeof standIn][] = [
  ['inversify', inversify as unknown as typeof standIn],
  ['the stand-in', standIn],
];

const A = Symbol.for('A');
const B = Symbol.for('B');
const C = Symbol.for('C');

describe.each(containers)('a container of %s', (_, { Container, ContainerModule }) => {
  const containerOf = (...modules: standIn.ContainerModule[]) => {
    const container = new Container({ defaultScope: 'Singleton' });
    container.load(...modules);
    return container;
  };

  it('gives the value that is bound, whatever it is', () => {
    const port = { now: () => 0 };
    const container = containerOf(
      new ContainerModule(({ bind }) => {
        bind(A).toConstantValue(port);
        bind(B).toConstantValue(undefined);
        bind(C).toConstantValue(Container);
      }),
    );
    expect(container.get(A)).toBe(port);
    expect(container.get(B)).toBeUndefined();
    expect(container.get(C)).toBe(Container);
  });

  it('makes a service of its dependencies in their order, wherever they are bound', () => {
    const container = containerOf(
      new ContainerModule(({ bind }) => {
        bind(C).toResolvedValue((a: string, b: string) => [a, b], [A, B]);
      }),
      new ContainerModule(({ bind }) => {
        bind(B).toResolvedValue((a: string) => `${a}b`, [A]);
        bind(A).toConstantValue('a');
      }),
    );
    expect(container.get(C)).toEqual(['a', 'ab']);
  });

  it('makes each service once, and none before it is needed', () => {
    const create = jest.fn(() => ({}));
    const container = containerOf(
      new ContainerModule(({ bind }) => {
        bind(A).toResolvedValue(create);
        bind(B).toResolvedValue((a: object) => [a], [A]);
        bind(C).toResolvedValue((a: object) => [a], [A]);
      }),
    );
    expect(create).not.toHaveBeenCalled();
    const [[fromB], [fromC]] = [container.get(B), container.get(C)] as [[object], [object]];
    expect(fromB).toBe(fromC);
    expect(container.get(A)).toBe(fromB);
    expect(create).toHaveBeenCalledTimes(1);
  });

  it('fails when a dependency is not bound, and names it', () => {
    const container = containerOf(
      new ContainerModule(({ bind }) => {
        bind(A).toResolvedValue((b: unknown) => b, [B]);
      }),
    );
    expect(() => container.get(A)).toThrow(/No bindings found[^]*Symbol\(B\)/);
  });

  it('fails when two bindings are for one identifier', () => {
    const bindA = new ContainerModule(({ bind }) => {
      bind(A).toConstantValue(1);
    });
    expect(() => containerOf(bindA, bindA).get(A)).toThrow(/Ambiguous bindings found/);
  });

  it('fails when a service needs itself', () => {
    const container = containerOf(
      new ContainerModule(({ bind }) => {
        bind(A).toResolvedValue((b: unknown) => b, [B]);
        bind(B).toResolvedValue((a: unknown) => a, [A]);
      }),
    );
    expect(() => container.get(A)).toThrow(/Circular dependency found/);
  });

  it('passes on what a factory throws', () => {
    const container = containerOf(
      new ContainerModule(({ bind }) => {
        bind(A).toResolvedValue(() => {
          throw new TypeError('No client id.');
        });
      }),
    );
    expect(() => container.get(A)).toThrow('No client id.');
  });
});

describe('the stand-in', () => {
  it('knows no other scope than singletons', () => {
    expect(() => new standIn.Container()).toThrow(TypeError);
    expect(() => new standIn.Container({ defaultScope: 'Transient' })).toThrow(/Singleton/);
  });
});
