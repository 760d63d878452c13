/** What browsers are told about our pages and about files that nodes made. */
import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyReply } from 'fastify'

export interface SecurityHeaders {
  readonly inlineScriptHashes: readonly string[]
  readonly isHttps: boolean
}

export async function addSecurityHeaders(app: FastifyInstance, options: SecurityHeaders): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", ...options.inlineScriptHashes],
        // Components place things by style attributes, and the code editor writes its own sheet.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        manifestSrc: ["'self'"],
        mediaSrc: ["'self'", 'blob:'],
        frameSrc: ["'self'", 'blob:'],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
    hsts: options.isHttps,
    crossOriginEmbedderPolicy: false,
  })
}

/**
 * For content that a node wrote: shown inside our pages it has an origin of its own, so that a script in it
 * sees neither the page around it nor the visitor's session, and it can load and send nothing.
 */
export function setForeignContentHeaders(reply: FastifyReply): void {
  reply.header(
    'content-security-policy',
    "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; " +
      "img-src data: blob:; font-src data:; media-src data: blob:; frame-ancestors 'self'",
  )
  reply.header('x-frame-options', 'SAMEORIGIN')
  reply.header('x-content-type-options', 'nosniff')
}
