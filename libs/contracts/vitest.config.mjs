/** Vitest runs only what shows that the contracts work under it; everything else here is Jest's. */
export default {
  test: { include: ['test-fixtures/vitest/**/*.spec.ts'], cache: false, watch: false },
};
