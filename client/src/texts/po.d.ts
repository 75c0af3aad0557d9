declare module '*.po' {
  export const catalogue: import('../core/i18n.ts').Catalogue;
}
declare module '*.po?pseudo' {
  export const catalogue: import('../core/i18n.ts').Catalogue;
}
