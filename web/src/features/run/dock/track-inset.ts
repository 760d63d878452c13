/** Names stand at the left of the track, figures at its right. */
export const trackInset = 'left-42 right-32 max-[1199px]:left-36'
export const nameWidth = 'w-42 max-[1199px]:w-36'
export const figureWidth = 'w-32'
