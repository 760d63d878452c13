/** Addresses that are not the API's: files of the pages, and the page itself for every address inside it. */
import { DomainError } from '@heddle/core/errors.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Page, Pages } from './serve-pages.ts'

const apiPath = /^\/(api|trpc|docs|health|metrics)(\/|$)/
const A_YEAR = 'public, max-age=31536000, immutable'

export function addPageRoutes(app: FastifyInstance, pages: Pages): void {
  app.route({
    method: ['GET', 'HEAD'],
    url: '/*',
    schema: { hide: true },
    handler: async (request, reply) => {
      const [path = '/'] = request.url.split('?')
      const page = await findPage(pages, path, request)
      if (page === null) throw new DomainError('ROUTE_NOT_FOUND', { path })
      return sendPage(page, request, reply)
    },
  })
  app.setNotFoundHandler((request) => {
    const [path = '/'] = request.url.split('?')
    throw new DomainError('ROUTE_NOT_FOUND', { path })
  })
}

/** The site that the link check example visits: faults and all, open to everybody. */
export function addExampleSite(app: FastifyInstance, site: Pages): void {
  app.route({
    method: ['GET', 'HEAD'],
    url: '/examples/site/*',
    schema: { hide: true },
    handler: async (request, reply) => {
      const [address = '/'] = request.url.split('?')
      const path = decodePath(address.slice('/examples/site'.length))
      const page = await site.find(path === '/' ? '/index.html' : path)
      if (page === null) throw new DomainError('ROUTE_NOT_FOUND', { path: address })
      return sendPage(page, request, reply)
    },
  })
}

/** A missing script is an error; only a person's own navigation is answered with the page. */
async function findPage(pages: Pages, path: string, request: FastifyRequest): Promise<Page | null> {
  if (apiPath.test(path)) return null
  const file = await pages.find(path === '/' ? '/index.html' : decodePath(path))
  if (file !== null) return file
  return (request.headers.accept ?? '').includes('text/html') ? pages.findIndex() : null
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

async function sendPage(page: Page, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  reply.header('cache-control', page.isImmutable ? A_YEAR : 'no-cache')
  reply.header('etag', page.etag)
  reply.header('vary', 'accept-encoding')
  if (request.headers['if-none-match'] === page.etag) return reply.status(304).send()
  const { body, encoding } = await page.encode(request.headers['accept-encoding'])
  if (encoding !== null) reply.header('content-encoding', encoding)
  return reply.type(page.contentType).send(body)
}
