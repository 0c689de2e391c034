declare module 'swagger-ui-dist/absolute-path.js' {
  /** The folder with the files of the viewer. */
  export default function absolutePath(): string;
}
