import type { FastifyInstance, LightMyRequestResponse } from 'fastify'

/** A tablet's browser in front of a built app: keeps cookies and posts JSON. */
export class Browser {
  readonly app: FastifyInstance
  readonly cookies = new Map<string, string>()

  constructor(app: FastifyInstance) {
    this.app = app
  }

  async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
    return this.send('POST', path, { 'content-type': 'application/json', ...headers }, typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body))
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
    return this.send('GET', path, headers)
  }

  private async send(method: 'GET' | 'POST', url: string, headers: Record<string, string>, payload?: string | Buffer): Promise<LightMyRequestResponse> {
    const response = await this.app.inject({ method, url, headers, cookies: Object.fromEntries(this.cookies), ...(payload === undefined ? {} : { payload }) })
    for (const { name, value } of response.cookies) {
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return response
  }
}
