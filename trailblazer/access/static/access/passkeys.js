// What needs passkeys is shown where the browser has them, and says in words when one did not work.
if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll('[data-needs-passkeys]')) part.hidden = false
}
document.addEventListener('allauth.error', (event) => {
  event.preventDefault()
  const part = document.querySelector('[data-needs-passkeys]')
  let words = part.querySelector('[role="alert"]')
  if (!words) {
    words = document.createElement('p')
    words.setAttribute('role', 'alert')
    words.className = 'nhsuk-error-message'
    part.append(words)
  }
  words.textContent = 'That did not work. Try again, or use another way.'
})
