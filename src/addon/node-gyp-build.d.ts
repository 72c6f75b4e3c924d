/** node-gyp-build has no types of its own. */
declare module 'node-gyp-build' {
  const load: {
    (directory: string): unknown;
    /** Path of the binary that would be loaded; throws when there is none. */
    path(directory: string): string;
  };
  export default load;
}
