"""The browsers that the page is tried in, each by what it brings along: Chromium by its DevTools' pipe, Firefox by
Marionette."""
import fcntl
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time


class Page:
    """What is asked and done is the same; how, each browser's own."""

    def wait(self, expression, seconds=60):
        end = time.time() + seconds
        while time.time() < end:
            try:
                value = self.ask(expression)
            except RuntimeError:
                value = None
            if value:
                return value
            time.sleep(0.05)
        raise RuntimeError("in vain: " + expression)

    def rest_still(self):
        """Until no frame has been drawn for a while."""
        before = -1
        while True:
            frames = self.ask("Module.measured.frames.length")
            if frames == before:
                return
            before = frames
            time.sleep(0.25)

    def told(self):
        return self.ask("document.getElementById('told').textContent")

    def copied(self):
        return self.ask("Module.copied") or ""

    def link(self):
        self.key("L", "KeyL", 76, modifiers=8, text="L")
        return self.copied()

    def open(self, address):
        self.navigate("about:blank")
        self.navigate(address)
        self.wait("typeof Module === 'object' && Module.measured && Module.measured.first > 0")
        self.rest_still()

    def end(self):
        self.process.terminate()
        self.process.wait()


# The modifiers, by DevTools' bits.
HELD = ((2, ("Control", "ControlLeft", 17)), (8, ("Shift", "ShiftLeft", 16)))


class Chromium(Page):
    ratios = True  # a screen can have any number of pixels

    def __init__(self):
        to_read, self.to = os.pipe()
        self.back, from_write = os.pipe()
        low = [fcntl.fcntl(fd, fcntl.F_DUPFD, 20) for fd in (to_read, from_write)]
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.process = subprocess.Popen(
            ["bash", "-c", f'exec "$0" "$@" 3<&{low[0]} 4>&{low[1]}', os.environ.get("CHROMIUM", "chromium"),
             "--headless=new", "--no-sandbox", "--disable-gpu", "--no-zygote", "--no-first-run", "--force-color-profile=srgb",
             "--remote-debugging-pipe", f"--user-data-dir={self.folder.name}", "about:blank"],
            pass_fds=low, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for fd in (to_read, from_write, *low):
            os.close(fd)
        self.number, self.rest, self.session = 0, b"", None
        self.tab()

    def tab(self):
        """Another tab, which is from here on what is talked to; returns what was until then."""
        before, self.session = self.session, None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Page.enable")
        self.call("Runtime.enable")
        return before

    def call(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            while b"\0" not in self.rest:
                more = os.read(self.back, 1 << 20)
                if not more:
                    raise SystemExit("the browser has ended")
                self.rest += more
            one, self.rest = self.rest.split(b"\0", 1)
            answer = json.loads(one)
            if answer.get("method") == "Runtime.exceptionThrown":
                print("exception:", json.dumps(answer["params"]["exceptionDetails"])[:600])
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(answer["error"])
                return answer["result"]

    def ask(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(json.dumps(result["exceptionDetails"])[:600])
        return result["result"].get("value")

    def size(self, width, height, ratio=1, mobile=False):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=ratio,
                  mobile=mobile)

    def key(self, key, code, number, modifiers=0, text=None):
        what = dict(key=key, code=code, windowsVirtualKeyCode=number, modifiers=modifiers)
        if text:
            what["text"] = text
        held = [held for bit, held in HELD if modifiers & bit]
        for name, code, number in held:
            self.call("Input.dispatchKeyEvent", type="keyDown", key=name, code=code, windowsVirtualKeyCode=number,
                      modifiers=modifiers)
        self.call("Input.dispatchKeyEvent", type="keyDown", **what)
        self.call("Input.dispatchKeyEvent", type="keyUp", **what)
        for name, code, number in held:
            self.call("Input.dispatchKeyEvent", type="keyUp", key=name, code=code, windowsVirtualKeyCode=number)
        self.rest_still()

    def touch(self, *points, seconds=0.05):
        self.call("Input.dispatchTouchEvent", type="touchStart", touchPoints=[dict(x=points[0][0], y=points[0][1])])
        for x, y in points[1:]:
            self.call("Input.dispatchTouchEvent", type="touchMove", touchPoints=[dict(x=x, y=y)])
        time.sleep(seconds)
        self.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
        self.rest_still()

    def navigate(self, address):
        self.call("Page.navigate", url=address)

    def close_tab(self, back):
        self.call("Page.close")
        self.session = back
        self.wait("document.visibilityState === 'visible'", 10)

    def touch_screen(self, width, height, ratio):
        self.size(width, height, ratio, mobile=True)
        self.call("Emulation.setTouchEmulationEnabled", enabled=True)


class Firefox(Page):
    ratios = False
    keys = {"ArrowLeft": "\ue012", "ArrowUp": "\ue013", "ArrowRight": "\ue014", "Tab": "\ue004", "Escape": "\ue00c",
            "Control": "\ue009", "Shift": "\ue008"}

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        with open(f"{self.folder.name}/user.js", "w") as settings:
            settings.write(f'user_pref("marionette.port", {port});\nuser_pref("dom.w3c_touch_events.enabled", 1);\n')
        self.process = subprocess.Popen(
            [os.environ.get("FIREFOX") or shutil.which("firefox-esr") or "firefox", "--headless", "--marionette",
             "--no-remote", "--profile", self.folder.name], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.number, self.rest = 0, b""
        end = time.time() + 120
        while True:
            try:
                self.socket = socket.create_connection(("127.0.0.1", port))
                break
            except OSError:
                if time.time() > end or self.process.poll() is not None:
                    raise SystemExit("Firefox does not answer")
                time.sleep(0.2)
        self.receive()
        self.command("WebDriver:NewSession", capabilities={"alwaysMatch": {"unhandledPromptBehavior": "accept"}})
        self.navigate("about:blank")  # the first page of a profile lets nobody ask

    def receive(self):
        """A message is its length in bytes, a colon and JSON."""
        def more():
            part = self.socket.recv(1 << 20)
            if not part:
                raise SystemExit("the browser has ended")
            self.rest += part
        while b":" not in self.rest:
            more()
        length, self.rest = self.rest.split(b":", 1)
        while len(self.rest) < int(length):
            more()
        message, self.rest = self.rest[:int(length)], self.rest[int(length):]
        return json.loads(message)

    def command(self, name, **params):
        self.number += 1
        message = json.dumps([0, self.number, name, params]).encode()
        self.socket.sendall(b"%d:%s" % (len(message), message))
        while True:
            answer = self.receive()
            if answer[:2] == [1, self.number]:
                if answer[2]:
                    raise RuntimeError(json.dumps(answer[2])[:600])
                return answer[3]

    def ask(self, expression):
        # The page's own eval, which knows its constants.
        return self.command("WebDriver:ExecuteScript", script="return window.eval(arguments[0]);", args=[expression])["value"]

    def navigate(self, address):
        self.command("WebDriver:Navigate", url=address)

    def size(self, width, height, ratio=1):
        for _ in range(3):
            around = self.ask("[outerWidth - innerWidth, outerHeight - innerHeight]")
            self.command("WebDriver:SetWindowRect", width=width + around[0], height=height + around[1])

    def key(self, key, code, number, modifiers=0, text=None):
        held = [self.keys[one[0]] for bit, one in HELD if modifiers & bit]
        pressed = self.keys.get(key, text or key)
        acts = ([dict(type="keyDown", value=one) for one in held] + [dict(type="keyDown", value=pressed),
                dict(type="keyUp", value=pressed)] + [dict(type="keyUp", value=one) for one in held])
        self.command("WebDriver:PerformActions", actions=[dict(type="key", id="keys", actions=acts)])
        self.rest_still()

    def touch(self, *points, seconds=0.05):
        move = lambda at: dict(type="pointerMove", duration=0, x=at[0], y=at[1])
        acts = ([move(points[0]), dict(type="pointerDown", button=0)] + [move(at) for at in points[1:]] +
                [dict(type="pause", duration=int(1000 * seconds)), dict(type="pointerUp", button=0)])
        self.command("WebDriver:PerformActions", actions=[
            dict(type="pointer", id="finger", parameters=dict(pointerType="touch"), actions=acts)])
        self.rest_still()

    def touch_screen(self, width, height, ratio):
        self.size(width, height)

    def tab(self):
        before = self.command("WebDriver:GetWindowHandle")["value"]
        self.command("WebDriver:SwitchToWindow", handle=self.command("WebDriver:NewWindow", type="tab")["handle"])
        return before

    def close_tab(self, back):
        self.command("WebDriver:CloseWindow")
        self.command("WebDriver:SwitchToWindow", handle=back)
        self.wait("document.visibilityState === 'visible'", 10)
