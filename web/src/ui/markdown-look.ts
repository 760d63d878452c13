/** How Markdown looks wherever it is shown. */
export const markdownLook =
  '[&_a]:text-accent [&_a]:underline [&_blockquote]:border-l-2 [&_blockquote]:border-line [&_blockquote]:pl-3 ' +
  '[&_code]:mono [&_h1]:mt-3 [&_h1]:text-16 [&_h1]:font-semibold [&_h2]:mt-3 ' +
  '[&_h2]:text-14 [&_h2]:font-semibold [&_h3]:mt-2 [&_h3]:font-semibold [&_li]:ml-5 [&_ol>li]:list-decimal [&_p]:my-1.5 ' +
  '[&_pre]:my-2 [&_pre]:overflow-x-auto [&_pre]:rounded-md [&_pre]:bg-hover [&_pre]:p-2 [&_table]:my-2 [&_td]:border ' +
  '[&_td]:border-line [&_td]:px-2 [&_th]:border [&_th]:border-line [&_th]:px-2 [&_th]:text-left [&_ul>li]:list-disc'
