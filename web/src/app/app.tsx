import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { LiveRegion } from '../ui/announce.tsx'
import { Toaster } from '../ui/toaster.tsx'
import { TooltipProvider } from '../ui/tooltip.tsx'
import { router } from './router.ts'
import { queryClient } from './trpc.ts'

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <TooltipProvider skipDelayDuration={200}>
        <RouterProvider router={router} />
        <Toaster />
        <LiveRegion />
      </TooltipProvider>
    </QueryClientProvider>
  )
}
