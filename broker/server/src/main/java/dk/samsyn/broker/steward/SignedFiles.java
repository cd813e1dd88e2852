package dk.samsyn.broker.steward;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Brings a folder of policies in line with the set that was approved from it. */
public final class SignedFiles {
    private SignedFiles() {}

    /**
     * Writes the approval into the files of a folder, if they are those that were submitted.
     *
     * @return how many files were written, or -1 if the folder holds something else
     */
    public static int write(Path folder, SetFiles approved, String approver) throws IOException {
        SetFiles here = SetFiles.read(folder);
        if (!here.approvedBy(approver).equals(approved)) {
            return here.equals(approved) ? 0 : -1;
        }
        int written = 0;
        for (Map.Entry<String, String> text : approved.texts().entrySet()) {
            if (!text.getValue().equals(here.texts().get(text.getKey()))) {
                Files.writeString(folder.resolve(text.getKey()), text.getValue());
                written++;
            }
        }
        return written;
    }
}
