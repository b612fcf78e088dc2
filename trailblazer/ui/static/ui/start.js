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

// Before a session ends unused, say so, and let the person stay.
const idle = document.querySelector('[data-idle-minutes]')
if (idle) {
  const minutes = Number(idle.dataset.idleMinutes)
  const left = idle.querySelector('[data-idle-left]')
  let last = Date.now()
  const used = () => { if (idle.hidden) last = Date.now() }
  for (const kind of ['click', 'keydown', 'scroll']) document.addEventListener(kind, used, { passive: true })
  idle.querySelector('[data-idle-stay]').addEventListener('click', async () => {
    await fetch('/still-here', { method: 'POST', headers: { 'X-CSRFToken': idle.dataset.csrf } })
    last = Date.now()
    idle.hidden = true
  })
  setInterval(() => {
    const remaining = minutes * 60 - (Date.now() - last) / 1000
    if (remaining <= 0) window.location.assign('/')
    else if (remaining < 120) {
      if (idle.hidden) { idle.hidden = false; idle.querySelector('button').focus() }
      left.textContent = remaining > 60 ? '2 minutes' : '1 minute'
    }
  }, 5000)
}
