// Script shortens a journey; every page does its whole job without it.
import { initAll } from './vendor/nhsuk-10.6.1.min.js'

initAll()

// Leave quickly: the page is replaced, so that "back" does not return to it.
for (const link of document.querySelectorAll('[data-leave]')) {
  link.addEventListener('click', (event) => {
    event.preventDefault()
    window.location.replace(link.href)
  })
}

// Before a session ends unused, say so, and let the person stay. Someone who is typing is still there, though the
// service hears nothing of it: it is told now and then, so that long words are not lost when they are sent.
const idle = document.querySelector('[data-idle-minutes]')
if (idle) {
  const session = Number(idle.dataset.idleMinutes) * 60
  const warning = Math.min(120, session / 2)
  const left = idle.querySelector('[data-idle-left]')
  const now = () => Date.now() / 1000
  let used = now()
  let told = now()
  const tell = async () => {
    told = now()
    const answer = await fetch('/still-here', { method: 'POST', headers: { 'X-CSRFToken': idle.dataset.csrf } })
    if (answer.redirected || answer.status === 401 || answer.status === 403) window.location.replace('/')
  }
  // Signed out in another tab, such as when the device was handed over, this one shows nothing any more.
  document.addEventListener('visibilitychange', () => { if (!document.hidden) tell() })
  const isUsed = () => {
    if (!idle.hidden) return
    used = now()
    if (used - told > session / 4) tell()
  }
  for (const kind of ['click', 'keydown', 'scroll']) document.addEventListener(kind, isUsed, { passive: true })
  idle.querySelector('[data-idle-stay]').addEventListener('click', async () => {
    await tell()
    used = now()
    idle.hidden = true
  })
  setInterval(() => {
    const remaining = session - (now() - used)
    if (remaining <= 0) window.location.assign('/')
    else if (remaining < warning) {
      if (idle.hidden) { idle.hidden = false; idle.querySelector('button').focus() }
      left.textContent = remaining > 60 ? '2 minutes' : '1 minute'
    }
  }, Math.min(5000, session * 50))
}

// While work goes on, only the words that say how far it is are asked for anew, so that a reader keeps their place.
const work = document.querySelector('[data-asks]')
if (work) {
  setInterval(async () => {
    const answer = await fetch(window.location.href)
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const fresh = page.querySelector('[data-asks]')
    if (!fresh) window.location.reload()
    else if (fresh.innerHTML !== work.innerHTML) work.replaceChildren(...fresh.childNodes)
  }, 2000)
}
