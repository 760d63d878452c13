/**
 * A page that a node wrote, shut in: no scripts, no forms, no storage, no address of its own. The frame has an
 * opaque origin, so even a page that Heddle's own origin would serve cannot reach this one.
 */
interface HtmlPreviewProps {
  readonly html: string
  readonly name: string
}

export function HtmlPreview({ html, name }: HtmlPreviewProps) {
  return (
    <iframe
      className="min-h-0 w-full flex-1 border-0 bg-white"
      referrerPolicy="no-referrer"
      sandbox=""
      srcDoc={html}
      title={`Preview of ${name}`}
    />
  )
}
