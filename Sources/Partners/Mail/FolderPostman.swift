import Foundation
import KinoraAccounts
import KinoraKernel

/// Puts letters into a folder as `.eml` files instead of sending them; for trying out. Mail programs open them.
package struct FolderPostman: Postman {
    private let folder: String
    private let from: Mailbox
    private let time: any TimeSource

    package init(folder: String, from: Mailbox, time: any TimeSource) {
        self.folder = folder
        self.from = from
        self.time = time
    }

    package var patience: Duration { .seconds(60) }

    package func deliver(_ letter: WrittenLetter, named name: String) async throws {
        guard let to = Mailbox(letter.to), to.name == nil else {
            throw PostTrouble.refused("The address is none that mail can be sent to.")
        }
        let now = time.now
        let message = MailMessage(letter, from: from, to: to, name: name, at: now)
        let file = "\(folder)/\(now.milliseconds)-\(name).eml"
        do {
            try await BlockingWork.run { [folder] _ in
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
                try Data(message.text.utf8).write(to: URL(filePath: file), options: .atomic)
                try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
            }
        } catch let error as CancellationError {
            throw error
        } catch {
            throw PostTrouble.later("The folder \(folder.onOneLine(atMost: 200)) of mail-url cannot be written to.")
        }
    }
}
