import Foundation
import KinoraKernel
import Synchronization
import Testing

@testable import KinoraPreparation

#if os(Linux)
    @Suite("Changes in folders are heard of", .timeLimit(.minutes(10)))
    struct FolderWatchTests {
        /// Two folders that are listened to, gone with the value.
        private final class Ground: Sendable {
            let root: String
            let watch: FolderWatch

            init() throws {
                root =
                    URL(filePath: NSTemporaryDirectory()).resolvingSymlinksInPath().appending(path: "kinora-watch-\(UUID().uuidString)")
                    .path
                for folder in ["a/deep/deeper", "b"] {
                    try FileManager.default.createDirectory(atPath: "\(root)/\(folder)", withIntermediateDirectories: true)
                }
                watch = FolderWatch(["a", "b"].map { [root] in FilePath(text: "\(root)/\($0)") })
                watch.renew()
            }

            deinit { try? FileManager.default.removeItem(atPath: root) }

            func write(_ path: String) throws { try Data("x".utf8).write(to: URL(filePath: "\(root)/\(path)"), options: []) }
            func folder(_ path: String) throws {
                try FileManager.default.createDirectory(atPath: "\(root)/\(path)", withIntermediateDirectories: true)
            }
            func move(_ from: String, _ to: String) throws {
                try FileManager.default.moveItem(atPath: "\(root)/\(from)", toPath: "\(root)/\(to)")
            }

            /// Does something, and waits until that was heard of in a folder.
            func hears(_ folder: Int, _ action: () throws -> Void) async throws {
                let wakes = Wakes()
                let listening = Task { [watch] in
                    try await BlockingWork.run { cancellation in try watch.listen(cancellation) { wakes.add($0) } }
                }
                try action()
                var heard: Set<Int> = []
                while !heard.contains(folder) {
                    heard.formUnion(try await wakes.wait(atMost: .seconds(60)))
                    try #require(!heard.isEmpty, "nothing was heard")
                }
                listening.cancel()
                _ = await listening.result
            }
        }

        @Test("Files and folders that come, change, move and go, however deep, are heard in the right folder")
        func everything() async throws {
            let ground = try Ground()
            #expect(ground.watch.isHeard(0) && ground.watch.isHeard(1))
            try await ground.hears(0) { try ground.write("a/one.mkv") }
            try await ground.hears(0) { try ground.write("a/deep/deeper/two.mkv") }
            try await ground.hears(1) { try ground.move("a/one.mkv", "b/one.mkv") }
            try await ground.hears(1) { try FileManager.default.removeItem(atPath: "\(ground.root)/b/one.mkv") }
            try await ground.hears(0) {
                try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(ground.root)/a/deep/deeper/two.mkv")
            }
        }

        @Test("What happens in folders that came later is heard, and in those that moved under their new name")
        func later() async throws {
            let ground = try Ground()
            try await ground.hears(1) { try ground.folder("b/new/newer") }
            try await ground.hears(1) { try ground.write("b/new/newer/film.mkv") }
            try await ground.hears(0) { try ground.move("b/new", "a/moved") }
            try await ground.hears(0) { try ground.write("a/moved/newer/other.mkv") }
            try await ground.hears(1) { try ground.folder("b/new/newer") }
            try await ground.hears(1) { try ground.write("b/new/newer/third.mkv") }
        }

        @Test("A folder that is gone is no longer heard, and heard again when it is back")
        func gone() async throws {
            let ground = try Ground()
            try await ground.hears(1) { try ground.move("b", "away") }
            #expect(!ground.watch.isHeard(1) && ground.watch.silence(of: 1) == .notThere && ground.watch.isHeard(0))
            ground.watch.renew()
            #expect(!ground.watch.isHeard(1))
            try ground.move("away", "b")
            ground.watch.renew()
            #expect(ground.watch.isHeard(1) && ground.watch.silence(of: 1) == nil)
            try await ground.hears(1) { try ground.write("b/film.mkv") }
        }

        @Test("When more happens than the system remembers, everything counts as changed and is heard on")
        func overflow() async throws {
            let ground = try Ground()
            let limit =
                Int(
                    (try? String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8))?
                        .trimmingCharacters(in: .whitespacesAndNewlines) ?? "") ?? 16_384
            try #require(limit <= 200_000)
            // Nobody listens meanwhile. Equal events in a row count once, so two names take turns.
            for number in 0...(limit / 2 + 10) {
                let path = "\(ground.root)/a/\(number % 2)"
                close(open(path, O_CREAT | O_WRONLY, 0o644))
                if number % 2 == 1 { unlink(path) }
            }
            try await ground.hears(1) {}
            try await ground.hears(0) { try ground.write("a/deep/deeper/film.mkv") }
            #expect(ground.watch.isHeard(0) && ground.watch.isHeard(1))
        }

        @Test("A network drive is told by its mount, the last of several on one place counting")
        func network() {
            let table = Array(
                """
                22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
                90 22 0:50 / /mnt/films rw,relatime shared:5 - nfs4 server:/films rw,vers=4.2
                91 22 0:51 / /mnt/my\\040films rw - cifs //server/films rw
                92 22 0:52 / /mnt/ssh rw,nosuid shared:7 master:2 - fuse.sshfs me@server: rw
                93 22 8:17 / /mnt/usb rw - fuseblk /dev/sdb1 rw
                94 90 8:33 / /mnt/films/local rw - ext4 /dev/sdc1 rw
                95 22 0:53 / /mnt/twice rw - nfs server:/a rw
                96 22 8:34 / /mnt/twice rw - xfs /dev/sdd1 rw
                """.utf8)
            func isNetwork(_ path: String) -> Bool { NetworkDrive.holds(FilePath(text: path), among: table) }
            #expect(isNetwork("/mnt/films") && isNetwork("/mnt/films/a/b") && isNetwork("/mnt/my films/a") && isNetwork("/mnt/ssh"))
            #expect(!isNetwork("/") && !isNetwork("/mnt/usb") && !isNetwork("/mnt/films/local/a") && !isNetwork("/mnt/filmsofmine"))
            #expect(!isNetwork("/mnt/twice/a") && !isNetwork("/mnt"))
        }
    }
#endif
