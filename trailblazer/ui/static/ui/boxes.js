// A form from paper is keyed in with number keys: a digit that can be goes on to the next box. Enter saves by itself.
for (const form of document.querySelectorAll('form[data-boxes]')) {
  const boxes = [...form.querySelectorAll('[data-box]')]
  const filled = form.querySelector('[data-filled]')
  const go = (place) => { boxes[place]?.focus(); boxes[place]?.select() }
  form.addEventListener('input', ({ target }) => {
    const place = boxes.indexOf(target)
    if (place < 0) return
    const typed = target.value.trim()
    filled.textContent = filled.dataset.filled.replace('#', boxes.filter((box) => box.value.trim()).length)
    if (target.dataset.box !== 'digit') return
    const isPossible = typed.length === 1 && target.dataset.allowed.includes(typed)
    target.toggleAttribute('aria-invalid', false)
    if (typed && !isPossible) target.setAttribute('aria-invalid', 'true')
    if (isPossible) go(place + 1)
    else if (typed) target.select()
  })
  form.addEventListener('keydown', (event) => {
    const place = boxes.indexOf(event.target)
    if (place > 0 && event.key === 'Backspace' && !event.target.value) { event.preventDefault(); go(place - 1) }
    if (place >= 0 && event.key === '.' && event.target.dataset.box === 'digit') { event.preventDefault(); go(place + 1) }
  })
}
