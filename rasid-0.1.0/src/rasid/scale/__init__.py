"""Many articles at once: worker processes on one machine, a Ray cluster, and runs that can be taken up again.

`rasid.scale.parallel` serves ``rasid code --jobs``, `rasid.scale.run` is ``rasid run``.
"""
