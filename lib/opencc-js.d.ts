declare module 'opencc-js/dict/TSCharacters' {
  /** Characters of traditional Chinese, each with a space and its simplified one, parted by `|`. */
  const characters: string;
  // biome-ignore lint/style/noDefaultExport: the package has it so.
  export default characters;
}
